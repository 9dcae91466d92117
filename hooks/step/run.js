// @bun
import{un,zc}from"./shared-40.js";import"./shared-63.js";export{zc as endGroup,un as runProcess};
