/** Finds every import of a source file: `import`, `export … from`, `import()`, `import('…').T`, `require`, and scripts of .vue files. */
import { dirname, join, normalize } from 'node:path/posix'
import ts from 'typescript'

export interface SourceText {
  /** Relative to the top of the project, with forward slashes. */
  readonly path: string
  readonly text: string
}

export interface ImportFound {
  /** As it is written. */
  readonly specifier: string
  /** Path from the top of the project where the specifier is relative, without looking whether it exists; else null. */
  readonly target: string | null
  /** Nothing of it is left when the types are stripped. */
  readonly typeOnly: boolean
  /** From 1. */
  readonly line: number
}

/** @returns the script blocks of a .vue file with their lines kept where they were; a .ts file as it is. */
function scriptOf({ path, text }: SourceText): string {
  if (!path.endsWith('.vue')) return text
  let script = text.replace(/[^\n]/g, ' ')
  for (const block of text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)) {
    const body = block[1] ?? ''
    const start = block.index + block[0].indexOf('>') + 1
    script = script.slice(0, start) + body + script.slice(start + body.length)
  }
  return script
}

function clauseIsTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  if (clause.name || !named || !ts.isNamedImports(named)) return false
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly)
}

/** @returns every import of one file, in the order they stand. */
export function importsOf(source: SourceText): ImportFound[] {
  const file = ts.createSourceFile(source.path, scriptOf(source), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  const found: ImportFound[] = []
  const add = (node: ts.Node, specifier: string, typeOnly: boolean) => {
    const target = /^\.{1,2}(\/|$)/.test(specifier) ? normalize(join(dirname(source.path), specifier)) : null
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
    found.push({ specifier, target, typeOnly, line })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, clauseIsTypeOnly(node.importClause))
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, node.isTypeOnly)
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      add(node, node.argument.literal.text, true)
    } else if (ts.isCallExpression(node)) {
      const called = node.expression
      const argument = node.arguments[0]
      const isImport =
        called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require')
      if (isImport && argument && ts.isStringLiteralLike(argument)) add(node, argument.text, false)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}
