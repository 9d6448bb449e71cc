import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { dayOf } from '../../app/moments'
import { me } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { named } from '../registers/text/named'
import { docxOf, paperList, paperOffices, pdfOf, type Office, type Paper, type PapersSearch, type Series } from './data'
import { OfficeDialog } from './OfficeDialog'

const keyOf = ({ kind, organ, year }: PapersSearch) => [kind, organ, year].join('|')

/** Every paper by sort and year, void ones too, so that no number is missing. */
export function PapersPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/papers' })
  const all = useQuery({ ...paperList({}), placeholderData: keepPreviousData })
  useTitle(t('papers.list.title'))
  if (!all.data) return all.error ? <Failed error={all.error} retry={() => void all.refetch()} /> : <Loading />
  const chosen = all.data.series.find(one => keyOf(one) === keyOf(search)) ?? all.data.series[0]
  return (
    <div className="page papers-page">
      <div className="page-head">
        <h1>{t('papers.list.title')}</h1>
      </div>
      {chosen ? (
        <OneSeries series={all.data.series} chosen={chosen} below={search.below} />
      ) : (
        <div className="sheet">
          <Blank title={t('papers.list.empty')} words={t('papers.list.emptyHint')}>
            <Link to="/hazards">{t('nav.hazards')}</Link>
          </Blank>
        </div>
      )}
      <Offices />
    </div>
  )
}

function OneSeries({ series, chosen, below }: { series: Series[]; chosen: Series; below: number | undefined }) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const { kind, organ, year } = chosen
  const found = useQuery({ ...paperList({ kind, organ, year, below }), placeholderData: keepPreviousData })
  const name = (one: Series) => t('papers.list.of', { title: named(one.title, i18n.language), organ: one.organ_name, year: one.year })
  const go = (next: PapersSearch) => void navigate({ to: '/papers', search: next })
  const page = found.data
  return (
    <section className="sheet" aria-label={name(chosen)}>
      <div className="row pad">
        <Select
          className="series"
          aria-label={t('papers.list.series')}
          value={keyOf(chosen)}
          options={series.map(one => ({ value: keyOf(one), label: name(one) }))}
          onChange={key => {
            const one = series.find(one => keyOf(one) === key)
            if (one) go({ kind: one.kind, organ: one.organ, year: one.year })
          }}
        />
        <span className={chosen.kept === chosen.last ? 'quiet' : 'warn'} data-testid="continuous">
          {chosen.kept === chosen.last ? t('papers.list.continuous', { last: chosen.last, void: chosen.void }) : t('papers.list.missing', { last: chosen.last, kept: chosen.kept })}
        </span>
      </div>
      {!page ? (
        found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
      ) : (
        <>
          <PaperTable papers={page.items} names={page.names} />
          <p className="quiet pad row">
            {t('papers.list.unseen')}
            <span className="grow" />
            {below !== undefined && <Button onClick={() => go({ kind, organ, year })}>{t('papers.list.first')}</Button>}
            {page.next != null && <Button onClick={() => go({ kind, organ, year, below: page.next ?? undefined })}>{t('papers.list.next')}</Button>}
          </p>
        </>
      )}
    </section>
  )
}

function PaperTable({ papers, names }: { papers: Paper[]; names: Record<string, string> }) {
  const { t } = useTranslation()
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('papers.list.title')}>
      <table className="ledger stacked">
        <thead>
          <tr>
            <th scope="col">{t('papers.list.number')}</th>
            <th scope="col">{t('papers.list.recipient')}</th>
            <th scope="col">{t('papers.list.issued')}</th>
            <th scope="col">{t('papers.list.served')}</th>
            <th scope="col">{t('papers.list.state')}</th>
            <th scope="col">{t('papers.list.case')}</th>
          </tr>
        </thead>
        <tbody>
          {papers.map(paper => (
            <tr key={paper.id}>
              <td lang="zh-CN" className={paper.voided ? 'struck' : undefined}>
                {paper.number}
              </td>
              <td lang="zh-CN" data-label={t('papers.list.recipient')}>
                {paper.recipient}
              </td>
              <td data-label={t('papers.list.issued')}>{paper.issued_on}</td>
              <td data-label={t('papers.list.served')}>{paper.served?.on ?? <span className="quiet">{t('papers.noReceipt')}</span>}</td>
              <td data-label={t('papers.list.state')}>
                {paper.voided ? (
                  <>
                    {t('papers.isVoid')} <span className="quiet" lang="zh-CN">{t('papers.voidedBy', { name: names[paper.voided.by] ?? '—', day: dayOf(paper.voided.at), reason: paper.voided.reason })}</span>
                  </>
                ) : (
                  t('papers.list.inForce')
                )}
              </td>
              <td data-label={t('papers.list.case')}>
                <span className="row">
                  <Link to="/registers/$code/$id" params={{ code: paper.case_register, id: paper.case_id }}>
                    {t('papers.list.open')}
                  </Link>
                  {paper.problems > 1 && <span className="quiet">{t('papers.list.problems', { n: paper.problems })}</span>}
                  <a href={pdfOf(paper)} target="_blank" rel="noreferrer">
                    PDF
                  </a>
                  <a href={docxOf(paper)} download>
                    Word
                  </a>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** How units appear on papers; who keeps units sets it up. */
function Offices() {
  const { t } = useTranslation()
  const found = useQuery(paperOffices)
  const who = useQuery(me)
  const [open, setOpen] = useState<Office>()
  const mayKeep = who.data?.verbs.includes('keep-units')
  if (!found.data) return null
  return (
    <section className="sheet side" aria-label={t('papers.office.title')}>
      <h2>{t('papers.office.title')}</h2>
      <ul className="plain">
        {found.data.map(office => (
          <li key={office.unit_id} className="row">
            <b lang="zh-CN">{office.name}</b>
            <span className="quiet" lang="zh-CN">
              {office.version > 0 ? office.word : t('papers.office.unset')}
            </span>
            <span>{t(office.has_power ? 'papers.office.power' : 'papers.office.noPower')}</span>
            <span className="grow" />
            {mayKeep && (
              <Button size="small" onClick={() => setOpen(office)}>
                {t('papers.office.edit')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open && <OfficeDialog office={open} onClose={() => setOpen(undefined)} />}
    </section>
  )
}
