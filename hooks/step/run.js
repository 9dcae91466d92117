// @bun
import{wm,zc}from"./s13.js";export{zc as endGroup,wm as runProcess};
