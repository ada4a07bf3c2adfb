/** One resident message as every channel hands it over: parsed, bounded, still in the resident's own words. */
export interface Message {
  readonly conversation: string
  /** The channel's own id of this message; a second arrival of the same id gets the same reply and changes nothing. */
  readonly id: string
  readonly resident: string
  readonly channel: string
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly at: Date
}

/** A file the resident sent, already stored by the channel: only its reference travels. */
export interface Attachment {
  readonly reference: string
  readonly name: string
  readonly contentType: string
  readonly bytes: number
  readonly sha256: string
}

/** Longer text is refused by the channel with a clear word; the assistant reads at most this many characters. */
export const LONGEST_MESSAGE = 10_000
