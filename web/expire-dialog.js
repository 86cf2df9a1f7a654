import { change } from './api.js';
import { field } from './dialog.js';
import { h } from './dom.js';
import { openPlan } from './plan-dialog.js';
import { say } from './said.js';
import { countOf, visible } from './words.js';

/** Ends the sessions of a backend. */
export function openExpireBackend(pool, id) {
  const idle = h('input', { placeholder: 'any', autocomplete: 'off', spellcheck: 'false' });
  openExpire({
    title: `Expire sessions of ${id}`,
    words: 'Their leases end now: whoever comes again begins a new session. A drain moves them instead.',
    fields: [field('Only those idle for longer than', idle, '10m, say; empty for all of them')],
    target: () => {
      const span = idle.value.trim();
      if (span === '') return { target: 'backend', pool, id };
      if (/^(\d+(ms|h|m|s))+$/.test(span))
        return { target: 'filter', pool, filter: `backend = "${id}" AND idle > ${span}` };
      throw new Error(`“${span}” is no time: write 90s, 10m or 1h30m.`);
    },
  });
}

/** Ends one session: a logout by an operator. */
export function openExpireSession(pool, sessionId, done) {
  openExpire({
    title: 'End this session',
    words: `${visible(sessionId)} in pool ${pool}: its lease ends now, and whoever comes with it begins anew.`,
    fields: [],
    target: () => ({ target: 'session', pool, sessionId }),
    done,
  });
}

function openExpire({ title, words, fields, target, done = () => {} }) {
  const reason = h('input', { maxlength: '200', placeholder: 'for the journal', autocomplete: 'off' });
  openPlan({
    title,
    words,
    fields: [...fields, field('Reason', reason)],
    confirm: 'End them',
    danger: true,
    request: () => ({ ...target(), reason: reason.value.trim() }),
    preview: async (wish) => {
      const { count } = await change('expire', { ...wish, validateOnly: true });
      if (count === 0) throw new Error('No session fits: nothing would end.');
      const sum = h(
        'p',
        { class: 'outlook-sum' },
        h('b', {}, countOf(count, 'session')),
        ' would end now. This can’t be undone.',
      );
      return { content: [sum], confirm: `End ${countOf(count, 'session')}` };
    },
    apply: async (wish) => {
      const { count } = await change('expire', wish);
      say(`${countOf(count, 'session')} ended`);
      done();
    },
  });
}
