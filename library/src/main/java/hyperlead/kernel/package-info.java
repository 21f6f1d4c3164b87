/**
 * A Jupyter kernel for Java: JShell, run inside the kernel's own process, behind the protocol of
 * {@code jjava-jupyter}. Nothing else in the library depends on this package.
 */
package hyperlead.kernel;
