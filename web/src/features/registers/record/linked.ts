import type { Detail, RegisterEntry } from '../data/types'

export interface LinkedGroup {
  register: RegisterEntry
  /** Field that links. */
  field: string
  items: Detail['linked']
}

/** What links to a record, by register and field, in the order of the registers; within one, the latest first. */
export function linkedGroups(linked: Detail['linked'], registers: readonly RegisterEntry[]): LinkedGroup[] {
  const groups = new Map<string, LinkedGroup>()
  for (const register of registers) {
    for (const item of linked.filter(item => item.record.register === register.code)) {
      const key = `${register.code} ${item.field}`
      const group = groups.get(key) ?? { register, field: item.field, items: [] }
      group.items.push(item)
      groups.set(key, group)
    }
  }
  for (const group of groups.values()) group.items.sort((a, b) => (b.day ?? b.record.changed_at).localeCompare(a.day ?? a.record.changed_at))
  return [...groups.values()]
}
