import { SwapOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { merge } from '../data/calls'
import { useKnown } from '../data/context'
import { duplicates, recordDetail } from '../data/queries'
import type { Detail } from '../data/types'
import { useWrite } from '../data/useWrite'
import { LinkSelect } from '../inputs/LinkSelect'
import { MergeTable } from './MergeTable'

/** Two records of one thing: chosen, compared, merged. */
export function MergeDialog({ detail, onClose }: { detail: Detail; onClose: () => void }) {
  const { t } = useTranslation()
  const { definition } = useKnown()
  const navigate = useNavigate()
  const { write, busy } = useWrite()
  const { record } = detail
  const [otherId, setOther] = useState<string>()
  const [isSwapped, setSwapped] = useState(false)
  const likely = useQuery(duplicates(definition.code, record.id))
  const other = useQuery({ ...recordDetail(definition.code, otherId ?? ''), enabled: !!otherId })
  const pair = other.data && (isSwapped ? { keeper: other.data, gone: detail } : { keeper: detail, gone: other.data })

  async function save() {
    if (!pair) return
    const { keeper, gone } = pair
    const kept = await write(() => merge(keeper.record, gone.record), saved => t('registers.merge.done', { title: saved.title }))
    if (!kept) return
    onClose()
    void navigate({ to: '/registers/$code/$id', params: { code: definition.code, id: kept.id } })
  }
  return (
    <Modal open width={760} title={t('registers.merge.titleOf', { title: record.title })} okText={t('registers.merge.submit')} cancelText={t('app.cancel')} okButtonProps={{ disabled: !pair, loading: busy }} onOk={() => void save()} onCancel={onClose}>
      <div className="stack">
        <p className="quiet">{t('registers.merge.hint')}</p>
        {(likely.data ?? []).length > 0 && (
          <ul className="likely">
            {likely.data?.map(item => (
              <li key={item.id}>
                <span lang="zh-CN">{item.title}</span> <span className="chip">{t(`registers.merge.why.${item.why}` as 'registers.merge.why.same-code')}</span>
                <span className="grow" />
                <Button size="small" type={otherId === item.id ? 'primary' : 'default'} onClick={() => setOther(item.id)}>
                  {t('registers.merge.choose')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        {likely.data?.length === 0 && <p className="quiet">{t('registers.merge.noneLikely')}</p>}
        <LinkSelect target={definition.code} value={otherId} onChange={setOther} except={record.id} aria-label={t('registers.merge.find')} placeholder={t('registers.merge.find')} />
        {pair && (
          <>
            <Button className="start" icon={<SwapOutlined aria-hidden />} onClick={() => setSwapped(!isSwapped)}>
              {t('registers.merge.swap')}
            </Button>
            <MergeTable keeper={pair.keeper} gone={pair.gone} />
          </>
        )}
      </div>
    </Modal>
  )
}
