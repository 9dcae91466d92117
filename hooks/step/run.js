// @bun
import{or,su}from"./s38.js";export{su as endGroup,or as runProcess};
