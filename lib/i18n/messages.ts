import { account as enAccount } from './en/account'
import { assignments as enAssignments } from './en/assignments'
import { classCourse as enClassCourse } from './en/class-course'
import { classExport as enClassExport } from './en/class-export'
import { classFeedback as enClassFeedback } from './en/class-feedback'
import { classLog as enClassLog } from './en/class-log'
import { classSections as enClassSections } from './en/class-sections'
import { classes as enClasses } from './en/classes'
import { conceptMastery as enConceptMastery } from './en/concept-mastery'
import { daily as enDaily } from './en/daily'
import { embed as enEmbed } from './en/embed'
import { exam as enExam } from './en/exam'
import { find as enFind } from './en/find'
import { foundOrders as enFoundOrders } from './en/found-orders'
import { glossary as enGlossary } from './en/glossary'
import { home as enHome } from './en/home'
import { interview as enInterview } from './en/interview'
import { itemGrid as enItemGrid } from './en/item-grid'
import { known as enKnown } from './en/known'
import { lab as enLab } from './en/lab'
import { lesson as enLesson } from './en/lesson'
import { live as enLive } from './en/live'
import { liveRun as enLiveRun } from './en/live-run'
import { lti as enLti } from './en/lti'
import { map as enMap } from './en/map'
import { mock as enMock } from './en/mock'
import { mockShare as enMockShare } from './en/mock-share'
import { offline as enOffline } from './en/offline'
import { ownImport as enOwnImport } from './en/own-import'
import { ownItems as enOwnItems } from './en/own-item'
import { path as enPath } from './en/path'
import { problem as enProblem } from './en/problem'
import { quiz as enQuiz } from './en/quiz'
import { review as enReview } from './en/review'
import { roster as enRoster } from './en/roster'
import { shell as enShell } from './en/shell'
import { today as enToday } from './en/today'
import { account as koAccount } from './ko/account'
import { assignments as koAssignments } from './ko/assignments'
import { classCourse as koClassCourse } from './ko/class-course'
import { classExport as koClassExport } from './ko/class-export'
import { classFeedback as koClassFeedback } from './ko/class-feedback'
import { classLog as koClassLog } from './ko/class-log'
import { classSections as koClassSections } from './ko/class-sections'
import { classes as koClasses } from './ko/classes'
import { conceptMastery as koConceptMastery } from './ko/concept-mastery'
import { daily as koDaily } from './ko/daily'
import { embed as koEmbed } from './ko/embed'
import { exam as koExam } from './ko/exam'
import { find as koFind } from './ko/find'
import { foundOrders as koFoundOrders } from './ko/found-orders'
import { glossary as koGlossary } from './ko/glossary'
import { home as koHome } from './ko/home'
import { interview as koInterview } from './ko/interview'
import { itemGrid as koItemGrid } from './ko/item-grid'
import { known as koKnown } from './ko/known'
import { lab as koLab } from './ko/lab'
import { lesson as koLesson } from './ko/lesson'
import { live as koLive } from './ko/live'
import { liveRun as koLiveRun } from './ko/live-run'
import { lti as koLti } from './ko/lti'
import { map as koMap } from './ko/map'
import { mock as koMock } from './ko/mock'
import { mockShare as koMockShare } from './ko/mock-share'
import { offline as koOffline } from './ko/offline'
import { ownImport as koOwnImport } from './ko/own-import'
import { ownItems as koOwnItems } from './ko/own-item'
import { path as koPath } from './ko/path'
import { problem as koProblem } from './ko/problem'
import { quiz as koQuiz } from './ko/quiz'
import { review as koReview } from './ko/review'
import { roster as koRoster } from './ko/roster'
import { shell as koShell } from './ko/shell'
import { today as koToday } from './ko/today'
import type { Locale } from './locale'

/** Every message, by language and area. For server components: a client component is handed the few strings
 *  that it shows, or imports its one area, so that a page sends the browser only what it uses. A Korean area
 *  is typed by its English one, so a missing or superfluous message is a type error. */
const MESSAGES = {
  ko: {
    account: koAccount,
    assignments: koAssignments,
    classCourse: koClassCourse,
    classExport: koClassExport,
    classFeedback: koClassFeedback,
    classLog: koClassLog,
    classSections: koClassSections,
    classes: koClasses,
    conceptMastery: koConceptMastery,
    embed: koEmbed,
    daily: koDaily,
    exam: koExam,
    find: koFind,
    foundOrders: koFoundOrders,
    glossary: koGlossary,
    home: koHome,
    interview: koInterview,
    itemGrid: koItemGrid,
    known: koKnown,
    lab: koLab,
    lesson: koLesson,
    map: koMap,
    live: koLive,
    liveRun: koLiveRun,
    lti: koLti,
    mock: koMock,
    mockShare: koMockShare,
    offline: koOffline,
    ownImport: koOwnImport,
    ownItems: koOwnItems,
    path: koPath,
    problem: koProblem,
    quiz: koQuiz,
    review: koReview,
    roster: koRoster,
    shell: koShell,
    today: koToday,
  },
  en: {
    account: enAccount,
    assignments: enAssignments,
    classCourse: enClassCourse,
    classExport: enClassExport,
    classFeedback: enClassFeedback,
    classLog: enClassLog,
    classSections: enClassSections,
    classes: enClasses,
    conceptMastery: enConceptMastery,
    embed: enEmbed,
    daily: enDaily,
    exam: enExam,
    find: enFind,
    foundOrders: enFoundOrders,
    glossary: enGlossary,
    home: enHome,
    interview: enInterview,
    itemGrid: enItemGrid,
    known: enKnown,
    lab: enLab,
    lesson: enLesson,
    map: enMap,
    live: enLive,
    liveRun: enLiveRun,
    lti: enLti,
    mock: enMock,
    mockShare: enMockShare,
    offline: enOffline,
    ownImport: enOwnImport,
    ownItems: enOwnItems,
    path: enPath,
    problem: enProblem,
    quiz: enQuiz,
    review: enReview,
    roster: enRoster,
    shell: enShell,
    today: enToday,
  },
}

export type Messages = (typeof MESSAGES)['en']

/** The messages of one language. */
export function messages(locale: Locale): Messages {
  return MESSAGES[locale]
}
