import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { noticeList, today } from '../../app/queries'
import { usePhone } from '../../app/usePhone'
import { useTitle } from '../../app/useTitle'
import { NoticeCards, NoticeTable } from './NoticeRows'
import { UploadDialog } from './UploadDialog'

export function NoticesPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const isPhone = usePhone()
  const [uploading, setUploading] = useState(false)
  const notices = useQuery(noticeList)
  useTitle(t('notices.title'))
  if (!notices.data) {
    return notices.error ? <Failed error={notices.error} retry={() => void notices.refetch()} /> : <Loading />
  }
  const isEmpty = notices.data.length === 0
  const readIn = (
    <Button type="primary" onClick={() => setUploading(true)}>
      {t('notices.readIn')}
    </Button>
  )
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('notices.title')}</h1>
        {!isEmpty && <span className="quiet">{t('notices.count', { n: notices.data.length })}</span>}
        <span className="grow" />
        <span className="quiet">{t('notices.asOf', { day: today() })}</span>
        {!isEmpty && readIn}
      </div>
      <div className="sheet">
        {isEmpty && (
          <Blank title={t('notices.empty')} words={t('notices.emptyHint')}>
            {readIn}
          </Blank>
        )}
        {!isEmpty && (isPhone ? <NoticeCards notices={notices.data} /> : <NoticeTable notices={notices.data} />)}
      </div>
      {uploading && (
        <UploadDialog
          onClose={() => setUploading(false)}
          onRead={id => void navigate({ to: '/notices/$id/review', params: { id } })}
        />
      )}
    </div>
  )
}
