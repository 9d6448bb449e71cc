import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice, Target } from '../../api/client'
import { Failed } from '../../app/Failed'
import { word } from '../../app/i18n'
import { Loading } from '../../app/Loading'
import { noticeDetail } from '../../app/queries'
import { usePhone } from '../../app/usePhone'
import { useTitle } from '../../app/useTitle'
import { figureBoard, lookUp } from '../figures/data'
import { goTo } from '../paper/goTo'
import { Paper } from '../paper/Paper'
import { Pointer, PointerContext } from '../paper/pointer'
import type { PaperMark } from '../paper/Run'
import { LiveHead, NotInForce } from './LiveHead'
import { Outline } from './Outline'
import { TargetFacts } from './TargetFacts'
import { UnitTargets } from './UnitTargets'

export function LivePage() {
  const { id } = useParams({ from: '/notices/$id' })
  const { i18n } = useTranslation()
  const notice = useQuery(noticeDetail(id, i18n.language))
  if (notice.data) return <Live key={notice.data.id} notice={notice.data} />
  return notice.error ? <Failed error={notice.error} retry={() => void notice.refetch()} /> : <Loading columns="live" />
}

type Pane = 'text' | 'outline' | 'targets'

function Live({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { target: selected } = useSearch({ from: '/notices/$id' })
  const isPhone = usePhone()
  const [pane, setPane] = useState<Pane>('text')
  const [pointer] = useState(() => new Pointer(selected))
  useTitle(notice.doc_number ?? notice.title)
  const characters = useMemo(() => Array.from(notice.text), [notice.text])
  const targets = useMemo(() => notice.target_list.filter(target => target.state === 'accepted'), [notice.target_list])
  const figures = useQuery({ ...figureBoard({ notice: notice.id }), enabled: notice.state === 'published' })
  const readings = useMemo(() => lookUp(figures.data), [figures.data])
  const marks = useMemo(
    () => targets.flatMap(target => lightMarks(target, readings.light(target.id), `${target.subject}${t('app.colon')}${word(t, 'light', readings.light(target.id))}`)),
    [targets, readings, t],
  )
  const chosen = targets.find(target => target.id === selected)
  useEffect(() => pointer.select(selected), [pointer, selected])

  const select = useCallback(
    (target: string | undefined) =>
      void navigate({ to: '/notices/$id', params: { id: notice.id }, search: target ? { target } : {}, replace: true }),
    [navigate, notice.id],
  )
  const selectInText = useCallback(
    (target: string, at: HTMLElement) => {
      select(target)
      // on a phone the facts cover the foot of the text
      if (isPhone) at.scrollIntoView({ block: 'start' })
    },
    [select, isPhone],
  )
  const go = useCallback((start: number) => {
    setPane('text')
    // after the pane is shown
    requestAnimationFrame(() => goTo(start))
  }, [])
  const pick = useCallback(
    (id: string) => {
      select(id)
      const first = targets.find(target => target.id === id)?.citations[0]
      if (first) go(first.start)
    },
    [select, targets, go],
  )
  // opened from a link to a target: its words are brought into view, once
  useEffect(() => {
    const first = notice.target_list.find(target => target.id === pointer.selected)?.citations[0]
    if (first) goTo(first.start)
  }, [])

  return (
    <PointerContext value={pointer}>
      <div className="page fill live">
        <LiveHead notice={notice} />
        <NotInForce notice={notice} />
        <div className="phone-only no-print panes">
          <Segmented<Pane>
            block
            value={pane}
            onChange={setPane}
            options={[
              { value: 'text', label: t('review.text') },
              { value: 'targets', label: t('live.byUnit') },
              { value: 'outline', label: t('live.outline') },
            ]}
          />
        </div>
        <div className="columns">
          <section className={`sheet side ${pane === 'outline' ? '' : 'away'}`} aria-label={t('live.outline')}>
            <h2>{t('live.outline')}</h2>
            <Outline notice={notice} characters={characters} onGo={go} />
          </section>
          <section className={`desk ${pane === 'text' ? '' : 'away'}`} aria-label={t('review.text')} tabIndex={0}>
            <Paper notice={notice} characters={characters} marks={marks} onSelect={selectInText} />
          </section>
          <section
            className={`sheet side ${chosen ? 'drawer' : pane === 'targets' ? '' : 'away'}`}
            aria-label={t('live.targets')}
            aria-live="polite"
          >
            {chosen ? (
              <TargetFacts notice={notice} target={chosen} readings={readings} onGo={go} onBack={() => select(undefined)} />
            ) : (
              <UnitTargets targets={targets} readings={readings} onSelect={pick} />
            )}
          </section>
        </div>
      </div>
    </PointerContext>
  )
}

/** Each measured phrase with its light. */
function lightMarks(target: Target, light: string, label: string): PaperMark[] {
  return target.citations.map(({ start, end }) => ({
    id: `${target.id}@${start}`,
    start,
    end,
    className: 'measured',
    target: target.id,
    light,
    label,
  }))
}
