export const noteKinds = [
  { value: 'note', label: 'Note', plural: 'Notes' },
  { value: 'decision', label: 'Decision', plural: 'Decisions' },
  { value: 'task', label: 'Task', plural: 'Tasks' },
  { value: 'question', label: 'Question', plural: 'Questions' },
  { value: 'lesson', label: 'Lesson', plural: 'Lessons' },
] as const;
export type NoteKind = (typeof noteKinds)[number]['value'];
