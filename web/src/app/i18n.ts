import dayjs from 'dayjs'
import i18n, { type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import zh from './zh'

declare module 'i18next' {
  interface CustomTypeOptions {
    // a key that is none is an error of the types
    resources: { translation: typeof zh }
  }
}

const KEY = 'shouze.language'

void i18n.use(initReactI18next).init({
  resources: { zh: { translation: zh } },
  lng: 'zh',
  fallbackLng: 'zh',
  interpolation: { escapeValue: false },
})
markPage()

/** Speaks a language from here on. English is a piece of its own, which few ever fetch. */
export async function speak(language: 'zh' | 'en') {
  if (language === 'en' && !i18n.hasResourceBundle('en', 'translation')) {
    i18n.addResourceBundle('en', 'translation', (await import('./en')).default)
  }
  await i18n.changeLanguage(language)
  markPage()
}

/** The language that was chosen here before; without its piece the page stays in Chinese. */
export async function speakAsBefore() {
  if (localStorage.getItem(KEY) === 'en') await speak('en').catch(() => undefined)
}

/** The other language; when its piece does not come, the one that is spoken stays. */
export function switchLanguage() {
  const next = i18n.language === 'zh' ? 'en' : 'zh'
  void speak(next).then(
    () => localStorage.setItem(KEY, next),
    () => undefined,
  )
}

/** Says to browser and screen reader which language the page is in. */
function markPage() {
  dayjs.locale(i18n.language === 'zh' ? 'zh-cn' : 'en')
  if (globalThis.document) document.documentElement.lang = i18n.language === 'zh' ? 'zh-CN' : 'en'
}

type Group = 'kind' | 'comparator' | 'period' | 'role' | 'unitKind' | 'state' | 'light' | 'reason' | 'severity' | 'change' | 'post'

/** The word of a value that the server names. */
export function word(t: TFunction, group: Group, value: string): string {
  return t(`${group}.${value}` as 'kind.ratio', { defaultValue: value })
}

/** The values of a group with their words, for a choice. */
export function choices(t: TFunction, group: Group): { value: string; label: string }[] {
  return Object.keys(zh[group]).map(value => ({ value, label: word(t, group, value) }))
}

/** 甲、乙 or A, B. */
export function join(t: TFunction, items: readonly string[]): string {
  return items.join(t('app.comma'))
}

export default i18n
