// Options and states as lines of text, each "中文 | English".
import type { Field, State } from '../data/types'

type Option = NonNullable<Field['options']>[number]

const line = ({ zh, en }: { zh: string; en?: string }) => (en ? `${zh} | ${en}` : zh)

function parts(text: string): { zh: string; en?: string }[] {
  return text
    .split('\n')
    .map(line => line.split(/[|｜]/).map(part => part.trim()))
    .filter(([zh]) => zh)
    .map(([zh = '', en]) => ({ zh, ...(en && { en }) }))
}

export const optionsText = (options: readonly Option[] = []) => options.map(line).join('\n')

/** Lines become options; one that keeps its name, or its place among new names, keeps its code. */
export function optionsOf(text: string, before: readonly Option[] = []): Option[] {
  const lines = parts(text)
  const codes = coded(lines, before.map(({ code, zh, en }) => ({ code, name: { zh, en } })), 'option')
  return lines.map((names, n) => ({ code: codes[n] ?? '', ...names }))
}

export const statesText = (states: readonly State[] = []) => states.map(state => line(state.name)).join('\n')

export function statesOf(text: string, before: readonly State[] = []): State[] {
  const lines = parts(text)
  const codes = coded(lines, before, 'state')
  return lines.map((name, n) => ({ ...before.find(state => state.code === codes[n]), code: codes[n] ?? '', name }))
}

interface Coded {
  code: string
  name: { zh: string; en?: string }
}

function coded(lines: readonly { zh: string; en?: string }[], before: readonly Coded[], stem: string): string[] {
  const taken = new Set<string>()
  const found = lines.map(({ zh }) => {
    const same = before.find(old => old.name.zh === zh && !taken.has(old.code))
    if (same) taken.add(same.code)
    return same?.code
  })
  return lines.map(({ en }, n) => {
    const kept = found[n]
    if (kept) return kept
    // a line that was rewritten in its place is the same option under a new name
    const here = before[n]
    const code = here && lines.length === before.length && !taken.has(here.code) ? here.code : freeCode(codeFrom(en), stem, new Set([...taken, ...before.map(old => old.code)]))
    taken.add(code)
    return code
  })
}

/** "Replaced by" is replaced-by. */
export function codeFrom(english: string | undefined): string {
  return (english ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
    .slice(0, 40)
}

/** A code that none has: the wish itself, or the stem with a number. */
export function freeCode(wish: string, stem: string, taken: ReadonlySet<string>): string {
  if (wish && !taken.has(wish)) return wish
  for (let n = 1; ; n += 1) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`
}
