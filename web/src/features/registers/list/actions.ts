// What can be done with a whole list beside entering: the place where exports, imports and templates join the bar.
import type { ComponentType } from 'react'
import type { ListSearch } from '../data/search'
import { SheetAction } from '../sheets/SheetAction'

export interface ListAction {
  key: string
  /** Offered on the empty page too. */
  isFirst?: boolean
  /** Knows its register by `useKnown()`. */
  Action: ComponentType<{ search: ListSearch }>
}

export const listActions: readonly ListAction[] = [{ key: 'sheet', isFirst: true, Action: SheetAction }]
