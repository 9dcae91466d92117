// @bun
import{sr,ru}from"./s37.js";export{ru as endGroup,sr as runProcess};
