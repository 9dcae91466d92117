// @bun
import{fg,Rc}from"./s53.js";export{Rc as autoPasses,fg as outputs};
