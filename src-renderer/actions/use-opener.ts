/** Gives focus back after dialogs: to what opened the first of them, or to a place that is always there. */

/** How long dialogs may take to leave the page before focus is left alone; milliseconds. */
const patience = 2000

/**
 * @param root the page; what opens a dialog carries `data-opener="<name>"` in it
 * @param always stands in for an opener that is gone after the act, such as Enable after enabling
 */
export function useOpener(root: () => HTMLElement | null, always: () => HTMLElement | null) {
  let name = ''

  const find = (): HTMLElement | null => root()?.querySelector<HTMLElement>(`[data-opener="${name}"]`) ?? null

  /** Call it before the dialog opens, however it was asked for: a letter counts as pressing the button. */
  function remember(opener: string): void {
    name = opener
    find()?.focus()
  }

  /** Call it when the last dialog is closing. */
  function giveBack(): void {
    const began = performance.now()
    const look = (): void => {
      // A dialog on its way out still draws focus to itself; one that stays has its own right to it.
      if (document.querySelector('[role="dialog"]')) {
        if (performance.now() - began < patience) requestAnimationFrame(look)
        return
      }
      const lost = document.activeElement === null || document.activeElement === document.body
      if (lost) (find() ?? always())?.focus()
    }
    requestAnimationFrame(look)
  }

  return { remember, giveBack }
}
