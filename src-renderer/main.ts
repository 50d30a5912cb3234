/** Entry of the window: takes the start code off the address, then puts the parts together. */
import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './app.vue'
import { takeStartCode } from './bridge/start-code'
import { i18n } from './i18n'
import { makeRouter } from './router'
import './styles/main.css'

// Before the router reads the hash: the code must leave address and history at once.
takeStartCode()

createApp(App).use(createPinia()).use(makeRouter()).use(i18n).use(ui).mount('#app')
