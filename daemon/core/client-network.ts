/**
 * What `client_ip` hashing goes by: an IPv4 address whole, an IPv6 address by its /64, which is what one household or
 * host has. An IPv4 address in IPv6 clothes (::ffff:192.0.2.1) is IPv4.
 *
 * @param ip a valid address; a zone (`%eth0`) is left out
 */
export function clientNetwork(ip: string): string {
  if (!ip.includes(':')) return ip;
  const groups = expand(ip.split('%')[0]!.toLowerCase());
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address. */
function expand(ip: string): number[] {
  const [head = '', tail] = ip.split('::');
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  return [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function groupsOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}
