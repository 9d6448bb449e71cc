import { ask, client } from '../../api/client'
import { queries } from '../../app/queries'

/** Ends the session; nothing that was read stays in the browser. */
export async function signOut() {
  await ask(client.DELETE('/api/session')).catch(() => undefined)
  queries.clear()
  location.assign('/')
}
