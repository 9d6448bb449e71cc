// First letters of the pinyin, so that "xhs" finds 消火栓. The browser's own collation knows the order of the syllables.

const LETTERS = 'ABCDEFGHJKLMNOPQRSTWXYZ'
/** The first character of each letter in the order of pinyin. */
const FIRST = '阿八嚓哒妸发旮哈讥咔垃妈拿噢妑七呥仨他穵夕丫帀'
const pinyin = new Intl.Collator('zh-Hans-u-co-pinyin')

export function initials(text: string): string {
  return [...text].map(initial).join('')
}

function initial(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return /[a-z0-9]/i.test(character) ? character.toLowerCase() : ''
  let letter = ''
  for (const [n, first] of [...FIRST].entries()) {
    if (pinyin.compare(first, character) > 0) break
    letter = LETTERS[n] ?? ''
  }
  return letter.toLowerCase()
}

/** Whether a search means one of these names: by its words, or by initials. */
export function means(search: string, names: readonly string[]): boolean {
  const wanted = search.trim().toLowerCase()
  if (!wanted) return true
  return names.some(name => name.toLowerCase().includes(wanted) || (/^[a-z0-9]+$/.test(wanted) && initials(name).includes(wanted)))
}
