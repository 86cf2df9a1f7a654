import type { Member } from '../core/member.ts';
import type { BackendId, PoolSettings } from '../core/model.ts';

export interface Spread {
  readonly receivers: ReadonlyMap<BackendId, number>;
  /** Those that nobody has room for. */
  readonly homeless: number;
}

/**
 * Who would receive `count` sessions, by what the pool's policy does with many: policies that go by weight (in turn,
 * by chance, by hash) give shares by weight; those that look at loads level them. Rooms under `max_sessions` and
 * `bounded_load` are kept. An estimate: which session goes where is not asked, for the ids are not at hand, and what a
 * million hashes give is within a percent of the shares.
 *
 * @param named  who receives before all others, as far as there is room; must be one of the candidates
 */
export function spread(
  count: number,
  candidates: readonly Member[],
  settings: Pick<PoolSettings, 'policy' | 'boundedLoad'>,
  named?: Member,
): Spread {
  const vessels = vesselsOf(count, candidates, settings);
  const first = named === undefined ? 0 : Math.min(count, roomOf(named));
  const counts = new Map<Member, number>();
  if (named !== undefined && first > 0) counts.set(named, first);
  const rest = vessels.map((vessel) =>
    vessel.member === named ? { ...vessel, base: vessel.base + first, room: vessel.room - first } : vessel,
  );
  const poured = pour(count - first, rest);
  for (const [member, more] of poured) counts.set(member, (counts.get(member) ?? 0) + more);
  const received = [...counts.values()].reduce((sum, each) => sum + each, 0);
  const receivers = new Map([...counts].filter(([, each]) => each > 0).map(([{ row }, each]) => [row.id, each]));
  return { receivers, homeless: count - received };
}

interface Vessel {
  readonly member: Member;
  readonly weight: number;
  /** What is in it already, as far as the policy looks at it. */
  readonly base: number;
  readonly room: number;
}

function vesselsOf(
  count: number,
  candidates: readonly Member[],
  { policy, boundedLoad }: Pick<PoolSettings, 'policy' | 'boundedLoad'>,
): Vessel[] {
  const weights = candidates.reduce((sum, { weight }) => sum + weight, 0);
  const sessions = candidates.reduce((sum, { load }) => sum + load, 0) + count;
  const levelled = policy === 'least_sessions' || policy === 'two_choices' || policy === 'least_connections';
  const byConnections =
    policy === 'least_connections' && candidates.every(({ connections }) => connections !== undefined);
  return candidates.map((member) => {
    const bound =
      policy === 'consistent_hash' && boundedLoad > 0
        ? Math.max(0, Math.ceil((boundedLoad * sessions * member.weight) / weights) - member.load)
        : Number.POSITIVE_INFINITY;
    return {
      member,
      weight: member.weight,
      base: levelled ? (byConnections ? member.connections! : member.load) : 0,
      room: Math.min(bound, roomOf(member)),
    };
  });
}

function roomOf(member: Member): number {
  return member.sessionLimit === 0 ? Number.POSITIVE_INFINITY : Math.max(0, member.sessionLimit - member.load);
}

/** Fills the vessels to one level, as water: the level is found by halving, and the last drops go to the lowest. */
function pour(count: number, vessels: readonly Vessel[]): Map<Member, number> {
  const room = vessels.reduce((sum, vessel) => sum + vessel.room, 0);
  const total = Math.min(count, room);
  if (vessels.length === 0 || total === 0) return new Map();
  const upTo = ({ weight, base, room: most }: Vessel, level: number): number =>
    Math.floor(Math.min(most, Math.max(0, weight * level - base)));
  const sumAt = (level: number): number => vessels.reduce((sum, vessel) => sum + upTo(vessel, level), 0);
  let low = 0;
  let high = Math.max(...vessels.map(({ base, weight }) => (base + total + 1) / weight));
  for (let i = 0; i < 64; i += 1) {
    const middle = (low + high) / 2;
    if (sumAt(middle) <= total) low = middle;
    else high = middle;
  }
  const shares = vessels.map((vessel) => ({ vessel, share: upTo(vessel, low) }));
  let left = total - shares.reduce((sum, { share }) => sum + share, 0);
  const fullness = ({ vessel, share }: (typeof shares)[number]): number => (vessel.base + share + 1) / vessel.weight;
  for (const each of [...shares].sort((a, b) => fullness(a) - fullness(b))) {
    if (left === 0) break;
    if (each.share >= each.vessel.room) continue;
    each.share += 1;
    left -= 1;
  }
  return new Map(shares.map(({ vessel, share }) => [vessel.member, share]));
}
