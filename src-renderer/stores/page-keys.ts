/** The four or five keys of the page on screen, for the status line. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface PageKey {
  /** As printed on the keyboard. */
  readonly keys: string
  /** What it does, in the chosen language. */
  readonly label: string
}

export const usePageKeys = defineStore('page-keys', () => {
  const keys = shallowRef<readonly PageKey[]>([])
  return { keys }
})
