// Targets of a board by notice and part, in the order of the paper.
import type { Board } from '../../api/client'

export type Item = Board['items'][number]

export interface Group {
  key: string
  notice: string
  part: string
  title: string | null
  items: Item[]
}

/** First step of a clause path: 三 of 三/4/（5）. */
export function partOf(item: Pick<Item, 'citations'>): string {
  return item.citations[0]?.path.split('/')[0] ?? ''
}

export function groups(items: readonly Item[], parts: Board['parts']): Group[] {
  const titles = new Map(parts.map(({ notice_id, part, title }) => [notice_id + part, title ?? null]))
  const found = new Map<string, Group>()
  for (const item of items) {
    const part = partOf(item)
    const key = item.notice_id + part
    const group = found.get(key) ?? { key, notice: item.notice_title, part, title: titles.get(key) ?? null, items: [] }
    group.items.push(item)
    found.set(key, group)
  }
  return [...found.values()]
}
