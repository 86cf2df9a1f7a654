/** What a principal may do; a role in the API's own words. */
export type Role = 'viewer' | 'router' | 'operator' | 'admin';

export const roles = ['viewer', 'router', 'operator', 'admin'] as const satisfies readonly Role[];

// Two ladders meet at the operator: who reads session ids need not place sessions, and a proxy at the edge that places
// them need not read everybody's.
const includedIn: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ['viewer'],
  router: ['router'],
  operator: ['viewer', 'router', 'operator'],
  admin: ['viewer', 'router', 'operator', 'admin'],
};

/** May someone with the role `held` do what needs the role `needed`? */
export function covers(held: Role, needed: Role): boolean {
  return includedIn[held].includes(needed);
}

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
