import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { change, merge } from '../registers/data/calls'
import type { RecordView } from '../registers/data/types'
import { useWrite } from '../registers/data/useWrite'
import type { Alike, Hazard } from './data'

/** What is probably the same: closed before and found again, or entered twice. A person says whether it is so. */
export function AlikeLists({ record, hazard }: { record: RecordView; hazard: Hazard }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { write, busy } = useWrite()
  async function link(other: Alike) {
    await write(() => change(record, { fields: { repeats: [other.id] } }), () => t('hazards.alike.linked'))
  }
  async function into(other: Alike) {
    const kept = await write(() => merge({ ...record, id: other.id, version: other.version }, record), saved => t('hazards.alike.merged', { title: saved.title }))
    if (kept) void navigate({ to: '/registers/$code/$id', params: { code: record.register, id: other.id } })
  }
  return (
    <>
      {hazard.repeats.length > 0 && <Part title={t('hazards.alike.repeats')} hint={t('hazards.alike.repeatsHint')} items={hazard.repeats} step={t('hazards.alike.link')} busy={busy} take={link} />}
      {hazard.twins.length > 0 && <Part title={t('hazards.alike.twins')} hint={t('hazards.alike.twinsHint')} items={hazard.twins} step={t('hazards.alike.merge')} busy={busy} take={into} />}
    </>
  )
}

function Part({ title, hint, items, step, busy, take }: { title: string; hint: string; items: Alike[]; step: string; busy: boolean; take: (other: Alike) => Promise<void> }) {
  const { t } = useTranslation()
  return (
    <div className="no-print">
      <h3>{title}</h3>
      <p className="quiet">{hint}</p>
      <ul className="likely">
        {items.map(item => (
          <li key={item.id}>
            <Link to="/registers/$code/$id" params={{ code: 'hazard', id: item.id }} lang="zh-CN">
              {item.title}
            </Link>{' '}
            <span className="quiet nowrap">{item.closed_on ? t('hazards.alike.closed', { day: item.closed_on }) : t('hazards.alike.found', { day: item.found_on })}</span>
            <span className="grow" />
            <Button size="small" loading={busy} onClick={() => void take(item)}>
              {step}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
