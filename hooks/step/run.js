// @bun
import{wm,zc}from"./s12.js";export{zc as endGroup,wm as runProcess};
