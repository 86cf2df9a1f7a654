import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { CookieKey } from '../../proto/generated/lb/v1/CookieKey.ts';
import type { RingKey } from '../affinity/key-ring.ts';
import { readCookie } from '../affinity/signed-cookie.ts';
import { actorOf } from './actor.ts';
import type { RpcLog } from './log.ts';
import type { RpcServices } from './services.ts';
import { sessionMessage } from './session-codec.ts';
import { poolNameOf, shortText } from './texts.ts';
import { timestamp } from './times.ts';
import { unary } from './unary.ts';

type CookieHandlers = Pick<AdminServiceHandlers, 'ListKeys' | 'RotateKey' | 'ExportKeys' | 'InspectCookie'>;

const maxValueBytes = 4_096;

/** The keys of signed cookies, and what such a cookie says. */
export function cookieHandlers(
  { cookieKeys, cookies, sessions }: Pick<RpcServices, 'cookieKeys' | 'cookies' | 'sessions'>,
  log: RpcLog,
): CookieHandlers {
  return {
    ListKeys: unary('ListKeys', log, () => ({ keys: cookieKeys.list.map(keyMessage) })),

    RotateKey: unary('RotateKey', log, async ({ drop_others, reason }, call) => {
      const keys = await cookieKeys.rotate({ dropOthers: drop_others }, actorOf(call, reason));
      return { keys: keys.map(keyMessage) };
    }),

    ExportKeys: unary('ExportKeys', log, () => ({
      keys: cookieKeys.list.map((key) => {
        const secret = cookieKeys.accepted(key.id)?.secret;
        return { ...keyMessage(key), ...(secret && { secret: Buffer.from(secret).toString('base64') }) };
      }),
    })),

    InspectCookie: unary('InspectCookie', log, async ({ pool: named, value: given }) => {
      const pool = poolNameOf(named);
      const value = shortText(given, 'value', maxValueBytes);
      const verified = cookies.verify(pool, value);
      const said = readCookie(value);
      const isGood = typeof verified !== 'string';
      const session = isGood ? await sessions.live(pool, verified.sessionId).catch(() => undefined) : undefined;
      return {
        verdict: isGood ? 'good' : verified,
        ...(said && {
          session_id: said.sessionId,
          backend_id: said.backendId,
          incarnation: said.incarnation,
          generation: said.generation,
          issue_time: timestamp(said.issuedAtMs),
          key_id: said.keyId,
        }),
        session: session === undefined ? null : sessionMessage(session),
      };
    }),
  };
}

function keyMessage({ id, createdAtMs, retiredAtMs }: RingKey): CookieKey {
  return {
    id,
    active: retiredAtMs === null,
    create_time: timestamp(createdAtMs),
    retire_time: retiredAtMs === null ? null : timestamp(retiredAtMs),
  };
}
