/** Feedback on what students computed: it says what was expected, never what the answer is. */
package hyperlead.notebook.assignments;
