import type { GuideName } from './guide-names.ts';

/** A line of a guide begins with `$` when it is to be typed; those are run in the tests. */
export const guides: Readonly<Record<GuideName, { readonly summary: string; readonly text: string }>> = {
  words: {
    summary: 'what a pool, a session, a generation and a drain are',
    text: `A pool is a set of backends with one policy. The pool "default" always exists, and is meant where none is named.

A backend is a server that takes sessions. What an operator wishes of it (active, cordoned, draining, drained) and what lbd sees of it (unknown, healthy, unhealthy) are two things. It is eligible when it may take a new session now.

A session is a client's stay on a backend. It ends when it was not seen for its idle timeout. Its generation is 1 where it was assigned first, and one more at each move.

A session is kept by its backend until that is drained, removed, restarted, or unhealthy for too long; from then on it moves, at its next request.

A drain is the wish that a backend empty itself: it takes no new sessions, and the old ones may stay until the deadline.

The journal tells all of it, in order:
$ lbctl events --tail 20
$ lbctl why --session ada`,
  },
  filters: {
    summary: 'which sessions: backend = "api-1" AND idle > 5m',
    text: `\`lbctl sessions\` and \`lbctl expire\` take a filter. It compares

  backend      the id of its backend          backend = "api-1"
  idle, age    a duration                     idle > 10m
  generation   a number                       generation > 1
  reason       why it is where it is          reason = backend_drained
  pinned, kept, confirmed                     pinned = true
  labels.NAME  a label of the session         labels.user = "ada"

with =, !=, <, <=, > and >=, put together by AND, OR (which binds tighter than AND), NOT and parentheses.

Try a filter before it ends anything:
$ lbctl sessions --filter 'backend = "api-1" AND idle > 10m' --count
$ lbctl expire --filter 'labels.user = "ada" OR labels.user = "bob"' --preview`,
  },
  output: {
    summary: 'tables for people, JSON for programs',
    text: `Lists are tables; -o chooses another form:

  -o wide   every column, nothing cut off
  -o name   ids only, one a line
  -o json   as --json

With --json each command prints the API's message as one document: names in snake_case, times in RFC 3339, durations in seconds ("1800s"), 64-bit numbers as text. What follows something (--follow, --watch, --wait) prints one document a line. Errors go to stderr, with --json as {"error": {"code", "reason", "message", "hint", "metadata"}}.

Lists take --watch: in place on a terminal, one after the other elsewhere.
$ lbctl backends -o wide
$ lbctl backends -o name
$ lbctl sessions --json`,
  },
  'exit-codes': {
    summary: 'what a script learns without reading a word',
    text: `0    done
1    failed
2    usage: the command line, or a value lbd does not take
3    not found: the pool, backend or session
4    unavailable: no lbd, no eligible backend, a full table, a store that can't write
5    refused: permission
6    timed out, or work is left
130  Ctrl-C ended the waiting; what was begun in lbd goes on

They are the same with --json.
$ lbctl status --json`,
  },
};
