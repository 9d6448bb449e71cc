import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Empty, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticeSummary } from '../../api/client'
import { Failed } from '../../app/Failed'
import { noticeList } from '../../app/queries'
import { UploadDialog } from './UploadDialog'

const COLORS: Record<string, string> = { draft: 'gold', published: 'blue', superseded: 'default' }

export function NoticesPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [uploading, setUploading] = useState(false)
  const notices = useQuery(noticeList)
  if (notices.error) return <Failed error={notices.error} retry={() => void notices.refetch()} />

  const to = (notice: NoticeSummary) => notice.state === 'draft' ? ('/notices/$id/review' as const) : ('/notices/$id' as const)
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('notices.title')}</h1>
        <span className="quiet">{t('notices.asOf', { day: new Date().toLocaleDateString('sv') })}</span>
        <span className="grow" />
        <Button type="primary" onClick={() => setUploading(true)}>
          {t('notices.readIn')}
        </Button>
      </div>
      <Table<NoticeSummary>
        size="small"
        bordered
        rowKey="id"
        loading={notices.isPending}
        dataSource={notices.data}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 40, hideOnSinglePage: true }}
        locale={{ emptyText: notices.isPending ? ' ' : <Empty description={t('notices.empty')} /> }}
        columns={[
          {
            title: t('notices.name'),
            width: 420,
            render: (_, notice) => (
              <Link to={to(notice)} params={{ id: notice.id }}>
                {notice.title}
              </Link>
            ),
          },
          { title: t('notices.number'), dataIndex: 'doc_number', className: 'nowrap' },
          { title: t('notices.issued'), dataIndex: 'issued_on', className: 'nowrap' },
          {
            title: t('notices.effect'),
            className: 'nowrap',
            render: (_, notice) =>
              notice.effect_from && (
                <>
                  {notice.effect_from} — {notice.effect_to} {notice.back_dated && <Tag>{t('notices.backDated')}</Tag>}
                </>
              ),
          },
          {
            title: t('notices.state'),
            render: (_, notice) => <Tag color={COLORS[notice.state]}>{t(`notices.${notice.state}` as 'notices.draft')}</Tag>,
          },
          { title: t('notices.version'), dataIndex: 'version_no', align: 'right' },
          {
            title: t('notices.targets'),
            align: 'right',
            render: (_, { targets }) => (
              <>
                {targets.accepted} <span className="quiet">/ {targets.total - targets.dropped}</span>
              </>
            ),
          },
        ]}
      />
      <UploadDialog
        open={uploading}
        onClose={() => setUploading(false)}
        onRead={id => void navigate({ to: '/notices/$id/review', params: { id } })}
      />
    </div>
  )
}
