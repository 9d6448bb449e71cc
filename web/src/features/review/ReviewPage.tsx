import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagnostic, Notice, Target } from '../../api/client'
import { Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { noticeDetail } from '../../app/queries'
import { usePhone } from '../../app/usePhone'
import { useTitle } from '../../app/useTitle'
import { goTo } from '../paper/goTo'
import { Paper } from '../paper/Paper'
import { Pointer, PointerContext, useSelected } from '../paper/pointer'
import { TipLayer } from '../paper/TipLayer'
import { useSelectionInText } from '../paper/useSelectionInText'
import { CardList, type Only } from './CardList'
import { problemsOf, type CardFilter } from './cards'
import { Dialogs, type Dialog } from './Dialogs'
import { LeftPane, type LeftTab } from './LeftPane'
import { dutyMarks, problemMarks, targetMarks } from './marks'
import { ReviewHead } from './ReviewHead'
import { CardActionsContext, NoticeContext, TargetCard, type CardActions } from './TargetCard'
import { useKeys } from './useKeys'
import { useReview } from './useReview'

export function ReviewPage() {
  const { id } = useParams({ from: '/notices/$id/review' })
  const { i18n } = useTranslation()
  const notice = useQuery(noticeDetail(id, i18n.language))
  if (notice.data) return <Review key={notice.data.id} notice={notice.data} />
  return notice.error ? <Failed error={notice.error} retry={() => void notice.refetch()} /> : <Loading columns="review" />
}

type Pane = 'cards' | 'text' | 'left'

function Review({ notice }: { notice: Notice }) {
  const { t, i18n } = useTranslation()
  const isPhone = usePhone()
  const steps = useReview(notice)
  const targets = notice.target_list
  const [pointer] = useState(() => new Pointer(targets.find(target => target.state === 'proposed')?.id ?? targets[0]?.id))
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const [pane, setPane] = useState<Pane>('cards')
  const [tab, setTab] = useState<LeftTab>('problems')
  const [filter, setFilter] = useState<CardFilter>('all')
  const [only, setOnly] = useState<Only | null>(null)
  const [isHelp, setHelp] = useState(false)
  const characters = useMemo(() => Array.from(notice.text), [notice.text])
  const selection = useSelectionInText(characters)
  const isDraft = notice.state === 'draft'
  useTitle(t('review.title'))

  const problems = useMemo(() => problemsOf(targets, notice.diagnostics), [targets, notice.diagnostics])
  const found = useMemo(() => problemMarks(notice.diagnostics), [notice.diagnostics])
  const duties = useMemo(() => (tab === 'duties' ? dutyMarks(notice.duties, t) : []), [tab, notice.duties, t])
  const marks = useMemo(
    () => [...targets.flatMap(target => targetMarks(target, t, i18n.language)), ...found, ...duties],
    [targets, found, duties, t, i18n.language],
  )

  const go = useCallback((start: number) => {
    setPane('text')
    // after the pane is shown
    requestAnimationFrame(() => goTo(start))
  }, [])
  const toCard = useCallback((id: string) => document.querySelector(`[data-card="${id}"]`)?.scrollIntoView({ block: 'nearest' }), [])
  const selectInText = useCallback(
    (id: string, at: HTMLElement) => {
      pointer.select(id)
      toCard(id)
      // on a phone the card covers the foot of the text
      if (isPhone) at.scrollIntoView({ block: 'start' })
    },
    [pointer, toCard, isPhone],
  )
  const select = useCallback(
    (target: Target) => {
      pointer.select(target.id)
      const first = target.citations[0]
      if (first) goTo(first.start)
    },
    [pointer],
  )
  /** To the next one, or the one before, that waits for a decision. */
  function move(by: 1 | -1) {
    const at = targets.findIndex(target => target.id === pointer.selected)
    const order = Array.from({ length: targets.length }, (_, n) => targets[(at + by * (n + 1) + targets.length * 2) % targets.length]!)
    const next = order.find(target => target.state === 'proposed' && target.id !== pointer.selected)
    if (!next) return
    select(next)
    requestAnimationFrame(() => toCard(next.id))
  }

  function step(step: Parameters<CardActions['step']>[0], target: Target) {
    if (step === 'accept') void steps.accept(target).then(done => done && move(1))
    else if (step === 'restore') void steps.restore(target)
    else setDialog({ what: step, target })
  }
  async function acceptAll() {
    const held = await steps.acceptAll(targets.filter(target => target.state === 'proposed'))
    if (held && held.size > 0) setOnly({ targets: held, words: t('review.held', { n: held.size }) })
  }
  function see(ids: string[], words: string) {
    setDialog(null)
    setPane('cards')
    setOnly({ targets: new Set(ids), words })
    const first = targets.find(target => target.id === ids[0])
    if (first) select(first)
  }
  const withCurrent = (work: (target: Target) => void) => () => {
    const current = targets.find(target => target.id === pointer.selected)
    if (current) work(current)
  }
  const open = (what: 'edit' | 'drop' | 'split' | 'merge') =>
    withCurrent(target => target.state !== 'dropped' && setDialog({ what, target }))
  const add = () => setDialog({ what: 'add', place: selection })
  useKeys(
    {
      n: () => move(1),
      p: () => move(-1),
      a: withCurrent(target => target.state === 'proposed' && !steps.busy && step('accept', target)),
      e: open('edit'),
      d: open('drop'),
      s: open('split'),
      m: open('merge'),
      u: () => setDialog({ what: 'units' }),
      z: () => void steps.undo(),
      '?': () => setHelp(!isHelp),
    },
    isDraft && !dialog,
  )
  // the cards keep one set of actions, whatever is drawn again
  const latest = useRef(step)
  useLayoutEffect(() => void (latest.current = step))
  const actions = useMemo<CardActions>(() => ({ select, go, step: (what, target) => latest.current(what, target) }), [select, go])
  return (
    <PointerContext value={pointer}>
      <NoticeContext value={notice.id}>
      <CardActionsContext value={actions}>
        <div className="page fill review">
          <ReviewHead
            notice={notice}
            busy={steps.busy}
            undoWords={steps.last?.words}
            isHelp={isHelp}
            onHelp={setHelp}
            onUndo={() => void steps.undo()}
            onAcceptAll={() => void acceptAll()}
            onDialog={what => setDialog({ what })}
          />
          <div className="phone-only panes">
            <Segmented<Pane>
              block
              value={pane}
              onChange={setPane}
              options={[
                { value: 'cards', label: t('review.cards') },
                { value: 'text', label: t('review.text') },
                { value: 'left', label: t('review.problems') },
              ]}
            />
          </div>
          <div className="columns">
            <section className={`sheet left ${pane === 'left' ? '' : 'away'}`} aria-label={t('review.problems')} tabIndex={0}>
              <LeftPane notice={notice} characters={characters} tab={tab} onTab={setTab} onGo={go} />
            </section>
            <section className={`desk ${pane === 'text' ? '' : 'away'}`} aria-label={t('review.text')} tabIndex={0} onScroll={() => pointer.show(undefined)}>
              {selection && isDraft && (
                <Button type="primary" className="add-here" onMouseDown={event => event.preventDefault()} onClick={add}>
                  {t('review.addHere')}
                </Button>
              )}
              <Paper notice={notice} characters={characters} marks={marks} onSelect={selectInText} />
            </section>
            <section className={`sheet cards ${pane === 'cards' ? '' : 'away'}`} aria-label={t('review.cards')} tabIndex={0}>
              <CardList
                targets={targets}
                problems={problems}
                isDraft={isDraft}
                filter={filter}
                only={only}
                onFilter={filter => (setFilter(filter), setOnly(null))}
                onAdd={() => setDialog({ what: 'add', place: null })}
              />
            </section>
          </div>
          {isPhone && pane === 'text' && <SelectedCard notice={notice} problems={problems} />}
        </div>
        <TipLayer />
        {dialog && (
          <Dialogs notice={notice} characters={characters} dialog={dialog} steps={steps} onDialog={next => (setDialog(next), dialog.what === 'units' && setOnly(null))} onSee={see} onSelected={pointer} onNext={() => move(1)} />
        )}
      </CardActionsContext>
      </NoticeContext>
    </PointerContext>
  )
}

/** On a phone the card of the words touched lies over the foot of the text. */
function SelectedCard({ notice, problems }: { notice: Notice; problems: Map<string, Diagnostic[]> }) {
  const selected = useSelected()
  const target = notice.target_list.find(target => target.id === selected)
  return (
    <div className="sheet drawer">{target && <TargetCard target={target} isDraft={notice.state === 'draft'} problems={problems.get(target.id)} />}</div>
  )
}
