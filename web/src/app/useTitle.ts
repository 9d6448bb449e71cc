import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Names the page in the browser's tab and for a screen reader. */
export function useTitle(words: string) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = words ? `${words} · ${t('app.name')}` : t('app.name')
  }, [words, t])
}
