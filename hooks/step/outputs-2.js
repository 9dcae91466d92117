// @bun
import{fg,Rc}from"./s54.js";export{Rc as autoPasses,fg as outputs};
