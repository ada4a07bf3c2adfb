/** Makes elements from text, never from markup: nothing a server or a resident wrote is parsed as HTML. */

type Child = Node | string | undefined

interface Attributes {
  readonly class?: string
  readonly [name: string]: string | undefined
}

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value)
  }
  element.append(...children.filter((child) => child !== undefined))
  return element
}

export function button(label: string, className: string, press: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button', class: className }, label)
  element.addEventListener('click', press)
  return element
}

/** The element index.html promises under this id. */
export function find<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id)
  if (!(element instanceof kind)) throw new Error(`index.html has no #${id}`)
  return element
}
