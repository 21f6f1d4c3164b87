/** Warehouse: tolls on aisles for robots; plans of any size. */
package hyperlead.environments.warehouse;
