import dayjs from 'dayjs'
import i18n, { type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './en'
import zh from './zh'

declare module 'i18next' {
  interface CustomTypeOptions {
    // a key that is none is an error of the types
    resources: { translation: typeof zh }
  }
}

const KEY = 'shouze.language'

void i18n.use(initReactI18next).init({
  resources: { zh: { translation: zh }, en: { translation: en } },
  lng: globalThis.localStorage?.getItem(KEY) === 'en' ? 'en' : 'zh',
  fallbackLng: 'zh',
  interpolation: { escapeValue: false },
})
markPage()

export function switchLanguage() {
  const next = i18n.language === 'zh' ? 'en' : 'zh'
  localStorage.setItem(KEY, next)
  void i18n.changeLanguage(next).then(markPage)
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
  return Object.keys(en[group]).map(value => ({ value, label: word(t, group, value) }))
}

/** 甲、乙 or A, B. */
export function join(t: TFunction, items: readonly string[]): string {
  return items.join(t('app.comma'))
}

export default i18n
