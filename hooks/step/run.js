// @bun
import{sr,eu}from"./s14.js";export{eu as endGroup,sr as runProcess};
