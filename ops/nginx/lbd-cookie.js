// The home that a signed cookie of lbd proves, for the time lbd is away; empty when there is none.
// The keys: lbctl keys export > /etc/nginx/lbd-keys, readable by nginx only; again after each "lbctl keys rotate".
import crypto from 'crypto';
import fs from 'fs';

const cookieName = 'session_id';
const pool = 'default';
const idleTimeoutSeconds = 1800; // as the pool has it: an older cookie proves nothing
const keys = fs.readFileSync('/etc/nginx/lbd-keys', 'utf8');

function home(r) {
  const pairs = (r.headersIn.Cookie || '').split(';');
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i].trim();
    if (!pair.startsWith(`${cookieName}=`)) continue;
    const backend = proven(pair.slice(cookieName.length + 1));
    if (backend) return backend;
  }
  return '';
}

// <id>.<backend>.<incarnation>.<generation>.<issued>.<key id>.<mac>
function proven(value) {
  const fields = value.split('.');
  if (fields.length !== 7) return '';
  const line = keys.split('\n').find((each) => each.startsWith(`${fields[5]} `));
  if (!line || Date.now() / 1000 - Number.parseInt(fields[4], 36) > idleTimeoutSeconds) return '';
  const hmac = crypto.createHmac('sha256', Buffer.from(line.split(' ')[1], 'base64'));
  const mac = hmac.update(`${pool}.${fields.slice(0, 6).join('.')}`).digest('base64url');
  return mac.slice(0, 22) === fields[6] ? fields[1] : '';
}

export default { home };
