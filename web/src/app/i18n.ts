import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './en'
import zh from './zh'

const KEY = 'shouze.language'

void i18n.use(initReactI18next).init({
  resources: { zh: { translation: zh }, en: { translation: en } },
  lng: globalThis.localStorage?.getItem(KEY) === 'en' ? 'en' : 'zh',
  fallbackLng: 'zh',
  interpolation: { escapeValue: false },
})

export function switchLanguage() {
  const next = i18n.language === 'zh' ? 'en' : 'zh'
  localStorage.setItem(KEY, next)
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  void i18n.changeLanguage(next)
}

export default i18n
