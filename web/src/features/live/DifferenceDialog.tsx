import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference, Notice } from '../../api/client'
import { word } from '../../app/i18n'
import { difference } from '../../app/queries'
import { wordings } from '../../format/difference'

/** Opens what an amendment changes; shows how many at once. */
export function DifferenceButton({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const found = useQuery({ ...difference(notice.id), enabled: !!notice.amends })
  if (!notice.amends || !found.data) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('difference.button', { n: found.data.length })}</Button>
      {isOpen && <DifferenceDialog notice={notice} items={found.data} onClose={() => setOpen(false)} />}
    </>
  )
}

function DifferenceDialog({ notice, items, onClose }: { notice: Notice; items: Difference[]; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open width={900} title={t('difference.title')} footer={null} onCancel={onClose}>
      {items.length === 0 && <p className="quiet">{t('difference.none')}</p>}
      {items.length > 0 && (
        <table className="ledger stacked" data-testid="difference">
          <thead>
            <tr>
              <th scope="col">{t('difference.target')}</th>
              <th scope="col">{t('difference.field')}</th>
              <th scope="col">{t('difference.before')}</th>
              <th scope="col">{t('difference.after')}</th>
            </tr>
          </thead>
          {items.map(item => (
            <Rows key={(item.key ?? '') + item.subject} notice={notice} item={item} />
          ))}
        </table>
      )}
    </Modal>
  )
}

/** A target with one line for each thing that reads differently. */
function Rows({ notice, item }: { notice: Notice; item: Difference }) {
  const { t } = useTranslation()
  const now = notice.target_list.find(target => (item.key ? target.key === item.key : target.subject === item.subject))
  const lines = wordings(item, now, t)
  const rows = lines.length > 0 ? lines : [null]
  return (
    <tbody>
      {rows.map((line, n) => (
        <tr key={line?.label ?? n}>
          {n === 0 && (
            <th scope="rowgroup" rowSpan={rows.length}>
              <span className={`chip change-${item.change}`}>{word(t, 'change', item.change)}</span>{' '}
              <span lang="zh-CN">{item.subject}</span>
              <div className="quiet" lang="zh-CN">
                {item.key ?? now?.citations[0]?.path}
              </div>
            </th>
          )}
          <td className="nowrap">{line?.label ?? '—'}</td>
          <td lang="zh-CN" data-label={t('difference.before')}>{line ? <del>{line.before}</del> : '—'}</td>
          <td lang="zh-CN" data-label={t('difference.after')}>{line ? <ins>{line.after}</ins> : '—'}</td>
        </tr>
      ))}
    </tbody>
  )
}
