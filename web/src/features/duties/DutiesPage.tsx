import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { join } from '../../app/i18n'
import { Loading } from '../../app/Loading'
import { noticeList, today, unitsOn } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { registerList } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { tree } from '../units/tree'
import { dutyFindings, type Findings, type Item } from './data'

/** Duty lists compared: what several lead, what was handed down, what nobody answers for. */
export function DutiesPage() {
  const { t } = useTranslation()
  const { unit } = useSearch({ from: '/duties' })
  const navigate = useNavigate()
  const found = useQuery({ ...dutyFindings(unit), placeholderData: keepPreviousData })
  const units = useQuery(unitsOn(today()))
  useTitle(t('duties.title'))
  if (!found.data) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  const { items, unit_id } = found.data
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('duties.title')}</h1>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          className="w-unit"
          popupMatchSelectWidth={false}
          placeholder={t('home.whole')}
          aria-label={t('duties.unit')}
          value={unit_id ?? undefined}
          onChange={unit => void navigate({ to: '/duties', search: { unit }, replace: true })}
          options={tree(units.data ?? []).map(({ unit }) => ({ value: unit.id, label: unit.name }))}
        />
        <span className="quiet">{t('duties.looked', { n: items })}</span>
        <span className="grow" />
        <FromNotice />
        <Link to="/registers/$code" params={{ code: 'duty-item' }} search={{ unit: unit_id ?? undefined }}>
          {t('duties.list')}
        </Link>
      </div>
      {items === 0 && (
        <div className="sheet">
          <Blank title={t('duties.empty')} words={t('duties.emptyHint')} />
        </div>
      )}
      <Overlaps found={found.data} />
      <Pushed found={found.data} />
      <Gaps found={found.data} />
      <Unknown found={found.data} />
    </div>
  )
}

/** The notices whose duties can be taken. */
function FromNotice() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const notices = useQuery(noticeList)
  const readable = (notices.data ?? []).filter(notice => notice.state !== 'discarded')
  return (
    <Select
      className="w-unit no-print"
      popupMatchSelectWidth={false}
      placeholder={t('duties.fromNotice')}
      aria-label={t('duties.fromNotice')}
      value={null}
      onChange={(id: string) => void navigate({ to: '/notices/$id/duties', params: { id } })}
      options={readable.map(notice => ({ value: notice.id, label: notice.doc_number ?? notice.title }))}
    />
  )
}

interface PartProps {
  title: string
  hint: string
  count: number
  name: string
  children: ReactNode
}

function Part({ title, hint, count, name, children }: PartProps) {
  const { t } = useTranslation()
  return (
    <section className="sheet scroll" aria-label={title} data-testid={name}>
      <div className="row pad">
        <b>
          {title} {count}
        </b>
        <span className="quiet">{count > 0 ? hint : t('duties.clean')}</span>
      </div>
      {count > 0 && children}
    </section>
  )
}

function Matter({ item }: { item: Item }) {
  return (
    <Link to="/registers/$code/$id" params={{ code: 'duty-item', id: item.id }} lang="zh-CN">
      {item.matter}
    </Link>
  )
}

function UnitName({ item }: { item: Item }) {
  return (
    <Link to="/units/$id" params={{ id: item.unit }} lang="zh-CN" className="nowrap">
      {item.unit_name}
    </Link>
  )
}

function Overlaps({ found }: { found: Findings }) {
  const { t } = useTranslation()
  return (
    <Part name="overlaps" title={t('duties.overlaps')} hint={t('duties.overlapsHint')} count={found.overlaps.length}>
      <table className="ledger stack">
        <thead>
          <tr>
            <th className="wide">{t('duties.matter')}</th>
            <th>{t('duties.units')}</th>
          </tr>
        </thead>
        <tbody>
          {found.overlaps.map(overlap => (
            <tr key={overlap.items[0]?.id}>
              <td className="wide" lang="zh-CN">
                {overlap.matter}
              </td>
              <td lang="zh-CN">
                {overlap.items.map((item, at) => (
                  <span key={item.id}>
                    {at > 0 && t('app.comma')}
                    <Link to="/registers/$code/$id" params={{ code: 'duty-item', id: item.id }}>
                      {item.unit_name}
                    </Link>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Pushed({ found }: { found: Findings }) {
  const { t } = useTranslation()
  return (
    <Part name="pushed" title={t('duties.pushed')} hint={t('duties.pushedHint')} count={found.pushed_down.length}>
      <table className="ledger stack">
        <thead>
          <tr>
            <th className="wide">{t('duties.matter')}</th>
            <th>{t('duties.of')}</th>
            <th>{t('duties.part')}</th>
            <th>{t('duties.listing')}</th>
            <th>{t('duties.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {found.pushed_down.map(({ item, reason }) => (
            <tr key={item.id}>
              <td className="wide">
                <Matter item={item} />
              </td>
              <td>
                <UnitName item={item} />
              </td>
              <td className="nowrap">{t(`duties.parts.${item.part as 'lead'}`)}</td>
              <td className="nowrap">{t(`duties.listings.${(item.listing ?? 'none') as 'none'}`)}</td>
              <td>{t(`duties.reasons.${reason as 'recalled'}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Gaps({ found }: { found: Findings }) {
  const { t, i18n } = useTranslation()
  const registers = useQuery(registerList)
  const sector = (code: string) => {
    const known = registers.data?.sectors.find(sector => sector.code === code)
    return known ? named(known.name, i18n.language) : code
  }
  const register = (code: string) => {
    const known = registers.data?.items.find(register => register.code === code)
    return known ? named(known.name, i18n.language) : code
  }
  const { sectors, targets } = found
  const gone = (units: string[]) => (units.length > 0 ? t('duties.noOwner', { units: join(t, units) }) : t('duties.noOwnerNone'))
  return (
    <Part name="gaps" title={t('duties.gaps')} hint={t('duties.gapsHint')} count={sectors.length + found.registers.length + targets.length}>
      <table className="ledger stack">
        <tbody>
          {sectors.length > 0 && (
            <tr>
              <th scope="row" className="nowrap">
                {t('duties.sectors')} {sectors.length}
              </th>
              <td className="wide">
                {sectors.map((code, at) => (
                  <span key={code}>
                    {at > 0 && t('app.comma')}
                    <Link to="/sectors/$code" params={{ code }}>
                      {sector(code)}
                    </Link>
                  </span>
                ))}
              </td>
            </tr>
          )}
          {found.registers.length > 0 && (
            <tr>
              <th scope="row" className="nowrap">
                {t('duties.registers')} {found.registers.length}
              </th>
              <td className="wide">
                {found.registers.map((code, at) => (
                  <span key={code}>
                    {at > 0 && t('app.comma')}
                    <Link to="/registers/$code" params={{ code }}>
                      {register(code)}
                    </Link>
                  </span>
                ))}
              </td>
            </tr>
          )}
          {targets.map(target => (
            <tr key={target.id}>
              <th scope="row" className="nowrap">
                {t('duties.targets')} <span lang="zh-CN">{target.path}</span>
              </th>
              <td className="wide" lang="zh-CN">
                <Link to="/notices/$id" params={{ id: target.notice_id }} search={{ target: target.id }}>
                  {target.subject}
                </Link>{' '}
                <span className="quiet">{gone(target.units)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Unknown({ found }: { found: Findings }) {
  const { t } = useTranslation()
  if (found.unknown_registers.length === 0) return null
  return (
    <Part name="unknown" title={t('duties.unknown')} hint={t('duties.unknownHint')} count={found.unknown_registers.length}>
      <table className="ledger stack">
        <tbody>
          {found.unknown_registers.map(({ item, name }) => (
            <tr key={item.id + name}>
              <td className="nowrap" lang="zh-CN">
                {name}
              </td>
              <td className="wide">
                <Matter item={item} />
              </td>
              <td>
                <UnitName item={item} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}
