// @bun
import{lg,_c}from"./s68.js";export{_c as autoPasses,lg as outputs};
