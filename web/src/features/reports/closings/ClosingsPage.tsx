import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Modal, Select, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../../app/DayInput'
import { Blank, Failed } from '../../../app/Failed'
import { Loading } from '../../../app/Loading'
import { minuteOf } from '../../../app/moments'
import { today } from '../../../app/queries'
import { useAct } from '../../../app/useAct'
import { useTitle } from '../../../app/useTitle'
import { closePeriod, closingList, closingPreview, type Asked } from '../data'
import { period } from '../period'

/** Closed periods, and closing one. */
export function ClosingsPage() {
  const { t } = useTranslation()
  const list = useQuery(closingList)
  const [isClosing, setClosing] = useState(false)
  useTitle(t('reports.close.title'))
  if (!list.data) return list.error ? <Failed error={list.error} retry={() => void list.refetch()} /> : <Loading />
  const close = (
    <Button type="primary" onClick={() => setClosing(true)}>
      {t('reports.close.close')}
    </Button>
  )
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('reports.close.title')}</h1>
        <span className="grow" />
        <Link to="/reports">{t('reports.title')}</Link>
        <span className="quiet">{t('notices.asOf', { day: today() })}</span>
        {list.data.length > 0 && close}
      </div>
      <div className="sheet scroll">
        {list.data.length === 0 ? (
          <Blank title={t('reports.close.empty')} words={t('reports.close.hint')}>
            {close}
          </Blank>
        ) : (
          <table className="ledger">
            <thead>
              <tr>
                <th>{t('reports.period')}</th>
                <th>{t('reports.close.kind')}</th>
                <th>{t('reports.close.state')}</th>
                <th>{t('reports.close.at')}</th>
                <th>{t('reports.close.by')}</th>
                <th>{t('reports.close.hash')}</th>
              </tr>
            </thead>
            <tbody>
              {list.data.map(closing => (
                <tr key={closing.id} className={closing.reopened_at ? 'ended' : ''}>
                  <td className="nowrap">
                    <Link to="/closings/$id" params={{ id: closing.id }}>
                      {period(closing.first, closing.last)}
                    </Link>
                  </td>
                  <td className="nowrap">{t(`reports.close.period.${closing.period}` as 'reports.close.period.month')}</td>
                  <td className="nowrap">
                    {closing.reopened_at ? <Tag>{t('reports.close.opened')}</Tag> : <Tag className="mark-accepted">{t('reports.close.stands')}</Tag>}
                    <span lang="zh-CN">{closing.reason}</span>
                  </td>
                  <td className="nowrap">{minuteOf(closing.closed_at)}</td>
                  <td className="nowrap" lang="zh-CN">
                    {closing.closed_by}
                  </td>
                  <td>
                    <code title={closing.sha256}>{closing.sha256.slice(0, 16)}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {isClosing && <CloseDialog onClose={() => setClosing(false)} />}
    </div>
  )
}

const PERIODS = ['month', 'quarter', 'half-year', 'year', 'school-year'] as const

/** The last day of the month before. */
function lastMonth(): string {
  const first = `${today().slice(0, 8)}01T00:00:00Z`
  return new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10)
}

function CloseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [asked, setAsked] = useState<{ period: string; day: string }>({ period: 'month', day: lastMonth() })
  const preview = useQuery({ ...closingPreview(asked), enabled: !!asked.day })
  const found = preview.data
  const close = async () => {
    if (!(await act(() => closePeriod(asked)))) return
    void message.success(t('reports.close.closed'))
    onClose()
  }
  return (
    <Modal
      open
      width={640}
      title={t('reports.close.close')}
      okText={t('reports.close.close')}
      cancelText={t('app.cancel')}
      okButtonProps={{ disabled: !found || !!found.refusal, loading: busy }}
      onOk={() => void close()}
      onCancel={onClose}
    >
      <p className="quiet">{t('reports.close.hint')}</p>
      <div className="row close-form">
        <label>
          {t('reports.close.kind')}{' '}
          <Select
            aria-label={t('reports.close.kind')}
            className="w-date"
            value={asked.period}
            onChange={period => setAsked({ ...asked, period })}
            options={PERIODS.map(value => ({ value, label: t(`reports.close.period.${value}`) }))}
          />
        </label>
        <label>
          {t('reports.close.day')} <DayInput value={asked.day} onChange={day => setAsked({ ...asked, day })} />
        </label>
      </div>
      {preview.error && <p role="alert">{preview.error.message}</p>}
      {found && (
        <div data-testid="preview">
          <p>{t('reports.close.preview', { first: found.first, last: found.last, n: found.readings, grey: found.without_figure })}</p>
          {found.refusal ? (
            <p role="alert">{found.refusal.message}</p>
          ) : (
            <>
              <p>{found.missing.length + found.unreviewed.length === 0 ? t('reports.close.ready') : t('reports.close.anyway')}</p>
              <Lacking title={t('reports.close.missing', { n: found.missing.length })} rows={found.missing} />
              <Lacking title={t('reports.close.unreviewed', { n: found.unreviewed.length })} rows={found.unreviewed} />
            </>
          )}
        </div>
      )}
    </Modal>
  )
}

function Lacking({ title, rows }: { title: string; rows: Asked[] }) {
  if (rows.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <div className="names" tabIndex={0} role="region" aria-label={title}>
        <table className="ledger">
          <tbody>
            {rows.map(row => (
              <tr key={`${row.target_id}${row.unit_id}${row.first}`} lang="zh-CN">
                <td className="nowrap">{period(row.first, row.last)}</td>
                <td className="nowrap">{row.unit_name}</td>
                <td>{row.subject}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
