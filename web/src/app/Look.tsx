// Dense, calm: one blue for what can be clicked, colours only for state.
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from './usePhone'

const SANS = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

export function Look({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const isPhone = usePhone()
  // a thumb needs 44 px; a desk is dense
  const size = isPhone
    ? { controlHeight: 44, controlHeightSM: 44, fontSize: 15 }
    : { controlHeight: 30, controlHeightSM: 24, fontSize: 13 }
  return (
    <ConfigProvider
      locale={i18n.language === 'zh' ? zhCN : enUS}
      theme={{
        token: {
          ...size,
          colorPrimary: '#1f4e8c',
          colorInfo: '#1f4e8c',
          colorLink: '#1f4e8c',
          colorError: '#b3261e',
          colorTextPlaceholder: '#626b78',
          colorTextDescription: '#566072',
          colorBorder: '#b9c0ca',
          borderRadius: 2,
          fontFamily: SANS,
          motion: false,
          boxShadow: '0 1px 6px rgba(0,0,0,.18)',
          boxShadowSecondary: '0 1px 6px rgba(0,0,0,.18)',
        },
        components: { Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' } },
      }}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  )
}
