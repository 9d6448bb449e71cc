// Dense, calm: one blue for what can be clicked, colours only for state.
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const SANS = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

export function Look({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  return (
    <ConfigProvider
      locale={i18n.language === 'zh' ? zhCN : enUS}
      theme={{ token: { colorPrimary: '#1f4e8c', borderRadius: 3, fontSize: 14, fontFamily: SANS, wireframe: false } }}
      button={{ autoInsertSpace: false }}
    >
      <App>{children}</App>
    </ConfigProvider>
  )
}
