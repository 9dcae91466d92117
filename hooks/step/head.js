// @bun
import{To,lu}from"./shared-50.js";import"./shared-40.js";import"./shared-42.js";import"./shared-58.js";export{lu as commitsBetween,To as headOf};
