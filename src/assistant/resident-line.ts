/** The way back to a resident: how a reply nobody asked for leaves the house. Implemented by the channels. */
import type { Reply } from './reply'

export interface ResidentLine {
  /**
   * Brings a reply that is in the transcript already (a status, an operator's words) to the resident. A page that is
   * open shows it at once, one that is closed when it comes back. `unreached`: the channel did not take it.
   */
  send(conversation: string, reply: Reply): Promise<'sent' | 'unreached'>
}
