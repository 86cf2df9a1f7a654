import { change, read } from './api.js';
import { closeButton, openDialog } from './dialog.js';
import { byId, h, setHidden, setText } from './dom.js';
import { say } from './said.js';

/** Which method of the API a button needs; lbd is asked all the same. */
const methods = {
  drain: 'DrainBackend',
  change: 'DrainBackend',
  undrain: 'UndrainBackend',
  cordon: 'CordonBackend',
  uncordon: 'UncordonBackend',
  expire: 'ExpireNow',
};

/**
 * Who looks at the page, and what they may.
 *
 * @param {() => void} changed  called when that may be another
 * @param {() => void} signedIn  called when what was refused may be allowed now
 */
export function createMe(changed, signedIn) {
  let me = { name: '', role: '', may: [], isSignedIn: false, takesTokens: false };
  const button = byId('sign-in');
  button.addEventListener('click', () => (me.isSignedIn ? signOut() : askToken()));

  async function refresh() {
    me = await read('me').catch((error) => ({ ...me, may: [], isSignedIn: false, takesTokens: error.status === 401 }));
    setText(button, me.isSignedIn ? 'Sign out' : 'Sign in');
    setText(byId('who'), me.isSignedIn ? me.name : '');
    button.title = me.isSignedIn ? `${me.name}, ${me.role}` : 'Without a token this page only shows';
    setHidden(button, !me.takesTokens);
    changed();
  }

  async function signIn(token) {
    const { name, role } = await change('login', { token });
    say(`Signed in as ${name}, ${role}`);
    await refresh();
    signedIn();
  }

  async function signOut() {
    await change('logout', {}).catch((error) => say(error.message, 'bad'));
    await refresh();
  }

  function askToken(why = '') {
    if (document.querySelector('dialog[open]') !== null) return;
    const field = h('input', { id: 'token', type: 'password', autocomplete: 'current-password', required: true });
    const problem = h('p', { class: 'problem', role: 'alert' }, why);
    const form = h(
      'form',
      { method: 'dialog' },
      h('label', { for: 'token' }, 'Token'),
      field,
      h(
        'p',
        { class: 'minor' },
        'It lies in the file page-token in lbd’s data folder. Where lbd has --tokens: lbctl tokens new NAME --role operator makes one.',
      ),
      problem,
      h(
        'div',
        { class: 'dialog-verbs' },
        closeButton('Cancel'),
        h('button', { type: 'submit', class: 'strong' }, 'Sign in'),
      ),
    );
    const dialog = openDialog('Sign in', form);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      try {
        await signIn(field.value);
        dialog.close();
      } catch (error) {
        problem.textContent = error.message;
      }
    });
  }

  return {
    refresh,
    askToken,
    signIn,
    mayChange: (verb) => me.may.includes(methods[verb]),
  };
}
