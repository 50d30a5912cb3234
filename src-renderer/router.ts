/** The rooms of the window and who may enter them. */
import { createRouter, createWebHashHistory } from 'vue-router'
import type { LocationQuery, RouteLocationNormalized, RouteLocationRaw, Router, RouteRecordRaw } from 'vue-router'
import type { Right } from '../src-preload/contract/rights'
import { useSession } from './stores/session'
// Both lie over the page that stays, too: there is no time to fetch them then.
import SecondStepView from './views/sign-in/SecondStepView.vue'
import SignInView from './views/sign-in/SignInView.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Which frame stands around the room. */
    frame: 'signed-out' | 'desk'
    /** Without this right one lands in one's own first room. */
    right?: Right
    /** Key of the title of the window. */
    title: string
  }
}

const own = (title: string) => ({ frame: 'desk', right: 'self.see', title }) as const

const rooms: RouteRecordRaw[] = [
  {
    path: '/welcome',
    component: () => import('./views/welcome/WelcomeView.vue'),
    meta: { frame: 'signed-out', title: 'welcome.title' },
  },
  {
    path: '/sign-in',
    component: SignInView,
    meta: { frame: 'signed-out', title: 'signIn.title' },
  },
  {
    path: '/sign-in/second-step',
    component: SecondStepView,
    meta: { frame: 'signed-out', title: 'secondStep.title' },
  },
  {
    path: '/accounts',
    component: () => import('./views/accounts/AccountsView.vue'),
    meta: { frame: 'desk', right: 'accounts.see', title: 'accounts.title' },
  },
  {
    path: '/accounts/import',
    component: () => import('./views/import/ImportView.vue'),
    meta: { frame: 'desk', right: 'accounts.import', title: 'frame.titles.import' },
  },
  {
    path: '/accounts/first-passwords',
    component: () => import('./views/passwords/FirstPasswordsView.vue'),
    meta: { frame: 'desk', right: 'passwords.issue', title: 'frame.titles.firstPasswords' },
  },
  {
    path: '/accounts/:id',
    component: () => import('./views/account/AccountView.vue'),
    props: true,
    meta: { frame: 'desk', right: 'accounts.see', title: 'frame.titles.account' },
  },
  {
    path: '/recovery-codes',
    component: () => import('./views/custody/RecoveryCodesView.vue'),
    meta: { frame: 'desk', right: 'accounts.see', title: 'custody.title' },
  },
  {
    path: '/jobs',
    component: () => import('./views/jobs/JobsView.vue'),
    meta: { frame: 'desk', right: 'jobs.see', title: 'frame.rail.jobs' },
  },
  {
    path: '/jobs/:jobId',
    component: () => import('./views/jobs/JobView.vue'),
    props: true,
    meta: { frame: 'desk', right: 'jobs.see', title: 'frame.titles.job' },
  },
  {
    path: '/enrollment',
    component: () => import('./views/enrollment/EnrollmentView.vue'),
    meta: { frame: 'desk', right: 'enrollment.see', title: 'frame.rail.enrollment' },
  },
  {
    path: '/enrollment/list',
    component: () => import('./views/enrollment/DayListView.vue'),
    meta: { frame: 'desk', right: 'enrollment.see', title: 'frame.rail.enrollment' },
  },
  {
    path: '/enrollment/changes',
    component: () => import('./views/enrollment/ChangesView.vue'),
    meta: { frame: 'desk', right: 'enrollment.see', title: 'frame.rail.enrollment' },
  },
  {
    path: '/audit-log',
    component: () => import('./views/audit/AuditLogView.vue'),
    meta: { frame: 'desk', right: 'audit.see', title: 'frame.rail.auditLog' },
  },
  {
    path: '/outbox',
    component: () => import('./views/outbox/OutboxView.vue'),
    meta: { frame: 'desk', right: 'outbox.see', title: 'frame.rail.outbox' },
  },
  {
    path: '/settings/:section?',
    component: () => import('./views/settings/SettingsView.vue'),
    props: true,
    meta: { frame: 'desk', right: 'settings.see', title: 'frame.rail.settings' },
  },
  {
    path: '/account-management',
    component: () => import('./views/self/AccountManagementView.vue'),
    meta: own('self.title'),
    redirect: '/account-management/mfa',
    children: [
      { path: 'name', component: () => import('./views/self/NameSection.vue'), meta: own('self.sections.name') },
      {
        path: 'password',
        component: () => import('./views/self/PasswordSection.vue'),
        meta: own('self.sections.password'),
      },
      { path: 'mfa', component: () => import('./views/self/MfaSection.vue'), meta: own('self.sections.mfa') },
      {
        path: 'sessions',
        component: () => import('./views/self/SessionsSection.vue'),
        meta: own('self.sections.sessions'),
      },
      {
        path: 'activity',
        component: () => import('./views/self/ActivitySection.vue'),
        meta: own('self.sections.activity'),
      },
      {
        path: 'language',
        component: () => import('./views/self/LanguageSection.vue'),
        meta: own('self.sections.language'),
      },
    ],
  },
  { path: '/', component: { render: () => null }, meta: { frame: 'signed-out', title: 'frame.product' } },
  { path: '/:rest(.*)*', redirect: '/' },
]

/** Rooms before and between: nobody is meant to come back to one. */
const doors = ['/', '/welcome', '/sign-in', '/sign-in/second-step']

/** Where one wanted to go before one had to sign in; only ever a room of this window. */
const wished = ({ then }: LocationQuery): string | null =>
  typeof then === 'string' && /^\/\w/.test(then) ? then : null

/**
 * What a way through the window comes to, as things stand with the session.
 * @returns true to go there, false to stay, or where to go instead
 */
export function wayTo(
  to: Pick<RouteLocationNormalized, 'path' | 'fullPath' | 'query' | 'meta'>,
  session: ReturnType<typeof useSession>,
): boolean | RouteLocationRaw {
  // app.vue shows the fault in place of any room.
  if (!session.state) return true
  if (session.state.welcome === 'administrator') return to.path === '/welcome' || '/welcome'
  // The page under the sign-in screen stays where it is.
  if (session.standing === 'covered') return false
  if (session.standing === 'out') {
    const door = session.challenge ? '/sign-in/second-step' : '/sign-in'
    if (to.path === door) return true
    const then = doors.includes(to.path) ? wished(to.query) : to.fullPath
    return { path: door, query: then ? { then } : {} }
  }
  if (session.state.welcome === 'recovery-key') return to.path === '/welcome' || '/welcome'
  if (session.confined) return to.path === session.home || session.home
  if (doors.includes(to.path)) return wished(to.query) ?? session.home
  if (to.meta.right && !session.can(to.meta.right)) return session.home
  return true
}

/** Makes the router; the address must be free of the start code by then. */
export function makeRouter(): Router {
  const router = createRouter({ history: createWebHashHistory(), routes: rooms })
  router.beforeEach(async (to) => {
    const session = useSession()
    if (!session.state && !session.fault) await session.load()
    return wayTo(to, session)
  })
  return router
}
