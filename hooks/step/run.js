// @bun
import{sr,su}from"./s38.js";export{su as endGroup,sr as runProcess};
