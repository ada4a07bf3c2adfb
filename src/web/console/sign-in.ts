/** The sign-in form: the operator's name, and the shared token where there is one. */
import type { SessionView } from '../../console/views'
import { find } from '../resident/element'
import { get, post } from './server'

export interface SignIn {
  /** Shows the form, with a word on why when the session ended by itself. */
  ask(why?: string): void
}

const NAME_KEPT = 'operator-name'

export function setUpSignIn(entered: (operator: string) => void): SignIn {
  const form = find('sign-in-form', HTMLFormElement)
  const name = find('name', HTMLInputElement)
  const token = find('token', HTMLInputElement)
  const problem = find('sign-in-problem', HTMLElement)

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    problem.textContent = ''
    void post<SessionView>('sign-in', { name: name.value, token: token.value }).then((called) => {
      if (!called.ok) {
        problem.textContent = called.message
        ;(called.code === 'signIn.nameInvalid' ? name : token).focus()
        return
      }
      localStorage.setItem(NAME_KEPT, name.value)
      token.value = ''
      entered(called.value.operator ?? name.value)
    })
  })

  return {
    ask(why = '') {
      document.body.dataset.shown = 'sign-in'
      problem.textContent = why
      name.value = localStorage.getItem(NAME_KEPT) ?? ''
      ;(name.value === '' ? name : token).focus()
      void get<SessionView>('session').then((called) => {
        const needsToken = !called.ok || called.value.needsToken
        find('token-row', HTMLElement).hidden = !needsToken
        find('local-hint', HTMLElement).hidden = needsToken
        if (!called.ok) problem.textContent = called.message
      })
    },
  }
}
