// What is pointed at: text and cards follow each other through it, and only what changes is drawn again.
import { createContext, useContext, useSyncExternalStore } from 'react'

export interface Tip {
  /** Where it belongs on the screen. */
  box: { left: number; top: number; bottom: number }
  notes: Note[]
  /** Whether a target stands on the same words. */
  isOnTarget: boolean
}

export interface Note {
  severity: string
  message: string
  hint?: string | null
}

export class Pointer {
  selected: string | undefined
  hovered: string | undefined
  tip: Tip | undefined
  #listeners = new Set<() => void>()

  constructor(selected?: string) {
    this.selected = selected
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  select(id: string | undefined) {
    if (this.selected === id) return
    this.selected = id
    this.#tell()
  }

  hover(id: string | undefined) {
    if (this.hovered === id) return
    this.hovered = id
    this.#tell()
  }

  show(tip: Tip | undefined) {
    if (this.tip === tip) return
    this.tip = tip
    this.#tell()
  }

  #tell() {
    for (const listener of this.#listeners) listener()
  }
}

export const PointerContext = createContext(new Pointer())

/** `on` for what is selected, `near` for what the mouse is over on either side. */
export function usePointed(ids: readonly string[]): 'on' | 'near' | '' {
  const pointer = useContext(PointerContext)
  return useSyncExternalStore(pointer.subscribe, () => {
    if (pointer.selected !== undefined && ids.includes(pointer.selected)) return 'on'
    return pointer.hovered !== undefined && ids.includes(pointer.hovered) ? 'near' : ''
  })
}

export function useSelected(): string | undefined {
  const pointer = useContext(PointerContext)
  return useSyncExternalStore(pointer.subscribe, () => pointer.selected)
}

export function useTip(): Tip | undefined {
  const pointer = useContext(PointerContext)
  return useSyncExternalStore(pointer.subscribe, () => pointer.tip)
}
